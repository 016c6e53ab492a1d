import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Page } from '#shared/common';
import { formatNumber } from '#shared/format/number';
import { texts } from '../texts';
import { ButtonLink } from './ButtonLink';
import { ChevronRightIcon, PlusIcon } from './icons';
import { ErrorState, Loading } from './states';
import './RelatedList.css';

interface RowProps<Row> {
  /** The path of the related list, and the filter that leaves the records shown here. */
  path: string;
  filter: string;
  rowTitle: (row: Row) => string;
  /** What is told of a record besides its title. */
  facts?: (row: Row) => ReactNode;
}

interface Props<Row> extends RowProps<Row> {
  title: string;
  result: UseQueryResult<Page<Row>>;
  createLabel: string;
<% if has.one_to_one %>
  /** Whether there can be only one. */
  single?: boolean;
<% endif %>
}

/** The first of the records that point to this one<% if has.one_to_one %>, or the only one<% endif %>. */
export function RelatedList<Row extends { id: string }>(props: Props<Row>) {
  const { title, path, filter, result, createLabel<% if has.one_to_one %>, single = false<% endif %> } = props;

  return (
    <section>
      <div className="related-head">
        <h2>{title}</h2>
<% if has.one_to_one %>
        {(!single || result.data?.meta.total === 0) && (
          <ButtonLink to={`${path}/new?${filter}`}>
            <PlusIcon />
            {createLabel}
          </ButtonLink>
        )}
<% else %>
        <ButtonLink to={`${path}/new?${filter}`}>
          <PlusIcon />
          {createLabel}
        </ButtonLink>
<% endif %>
      </div>
      {result.isPending && <Loading />}
      {result.isLoadingError && (
        <ErrorState error={result.error} onRetry={() => result.refetch()} />
      )}
      {result.data && <Rows {...props} page={result.data} />}
    </section>
  );
}

function Rows<Row extends { id: string }>(props: RowProps<Row> & { page: Page<Row> }) {
  const { path, filter, rowTitle, facts, page } = props;
  const { data: rows, meta } = page;

  return (
    <div className="card">
      {rows.length === 0 && <p className="related-empty">{texts.relatedEmpty}</p>}
      <ul className="related-list">
        {rows.map((row) => (
          <li key={row.id} className="related-row">
            <Link className="related-link" to={`${path}/${row.id}`}>
              {rowTitle(row)}
            </Link>
            {facts && <div className="related-facts">{facts(row)}</div>}
            <ChevronRightIcon />
          </li>
        ))}
        {meta.total > rows.length && (
          <li className="related-row">
            <Link className="related-link related-all" to={`${path}?${filter}`}>
              {texts.showAll(formatNumber(meta.total))}
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
}
