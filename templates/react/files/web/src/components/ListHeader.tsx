<% if has.export_csv or has.import_csv %>
import type { ReactNode } from 'react';
<% endif %>
import { texts } from '../texts';
import { ButtonLink } from './ButtonLink';
import { PlusIcon } from './icons';
import { PageHeader } from './PageHeader';
<% if has.views %>
import { ViewSwitch, type View } from './ViewSwitch';
<% endif %>

interface Props {
  labels: { singular: string; plural: string };
  path: string;
<% if has.views %>
  views?: readonly View[];
<% endif %>
<% if has.export_csv or has.import_csv %>
  /** What else can be done with the list. */
  children?: ReactNode;
<% endif %>
}

export function ListHeader({ labels, path<% if has.views %>, views<% endif %><% if has.export_csv or has.import_csv %>, children<% endif %> }: Props) {
  return (
    <PageHeader title={labels.plural}>
<% if has.views %>
      {views && <ViewSwitch views={views} />}
<% endif %>
<% if has.export_csv or has.import_csv %>
      {children}
<% endif %>
      <ButtonLink to={`${path}/new`} primary>
        <PlusIcon />
        {texts.createTitle(labels.singular)}
      </ButtonLink>
    </PageHeader>
  );
}
