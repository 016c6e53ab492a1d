import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Page } from '#shared/common';
import { imageUrl } from '#shared/fields/image';
import type { ListParams } from '../lib/list-params';
import { ImageIcon } from './icons';
import { ListFallback } from './ListFallback';
import { Pagination } from './Pagination';
import './Gallery.css';

interface Props<Row> {
  labels: { singular: string; plural: string };
  path: string;
  list: ListParams;
  result: UseQueryResult<Page<Row>>;
  title: (row: Row) => string;
  image: (row: Row) => string | null;
  /** What else to say about a record. */
  facts?: (row: Row) => ReactNode;
}

/** One page of records by their pictures. */
export function Gallery<Row extends { id: string }>(props: Props<Row>) {
  const { labels, path, list, result, title, image, facts } = props;

  if (!result.data || result.data.data.length === 0) {
    return <ListFallback labels={labels} path={path} list={list} result={result} />;
  }

  const { data: rows, meta } = result.data;

  return (
    <>
      <ul className="gallery" aria-label={labels.plural} aria-busy={result.isPlaceholderData}>
        {rows.map((row) => (
          <li key={row.id} className="card gallery-item">
            <Picture image={image(row)} />
            <div className="gallery-caption">
              <Link className="row-link clamp" to={`${path}/${row.id}`}>
                {title(row)}
              </Link>
              {facts && <div className="gallery-facts">{facts(row)}</div>}
            </div>
          </li>
        ))}
      </ul>
      <Pagination list={list} meta={meta} />
    </>
  );
}

/** The picture of a record, whose name stands right below and would only be repeated. */
function Picture({ image }: { image: string | null }) {
  return (
    <div className="gallery-picture" data-missing={!image || undefined}>
      {image ? (
        <img
          src={imageUrl(image)}
          alt=""
          width={400}
          height={300}
          loading="lazy"
          decoding="async"
        />
      ) : (
        <ImageIcon size={32} />
      )}
    </div>
  );
}
