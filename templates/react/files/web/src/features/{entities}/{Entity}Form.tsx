<% import "web.jinja" as web %>
<% set types = entity.has %>
<% set empty %>
<% for m in entity.form %>
<% if m.is_relation %>
<% if not m.required %>
  <%= m.key %>: null,
<% endif %>
<% elif m.default is not none and m.default is string %>
  <%= entry(m.name, m.default) %>
<% elif m.default is not none %>
  <%= m.name %>: <%= m.default|jsval %>,
<% elif m.type == 'boolean' %>
  <%= m.name %>: false,
<% elif not m.required %>
  <%= m.name %>: null,
<% endif %>
<% endfor %>
<% for l in entity.links %>
  <%= l.key %>: [],
<% endfor %>
<% endset %>
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, type DefaultValues } from 'react-hook-form';
import {⟪<%= entity.var %>Input,·type <%= entity.name %>,·type <%= entity.name %>FormValues,·type <%= entity.name %>Input¤⟫} from '#shared/<%= entity.file %>';
<% if types.boolean %>
import { CheckboxField } from '../../components/fields/CheckboxField';
<% endif %>
<% if types.color %>
import { ColorField } from '../../components/fields/ColorField';
<% endif %>
<% if types.date %>
import { DateField } from '../../components/fields/DateField';
<% endif %>
<% if types.datetime %>
import { DateTimeField } from '../../components/fields/DateTimeField';
<% endif %>
<% if types.image %>
import { ImageField } from '../../components/fields/ImageField';
<% endif %>
<% if types.money %>
import { MoneyField } from '../../components/fields/MoneyField';
<% endif %>
<% if types.integer or types.decimal %>
import { NumberField } from '../../components/fields/NumberField';
<% endif %>
<% if types.to_one %>
import { RelationField } from '../../components/fields/RelationField';
<% endif %>
<% if entity.links %>
import { RelationsField } from '../../components/fields/RelationsField';
<% endif %>
<% if types.enum %>
import { SelectField } from '../../components/fields/SelectField';
<% endif %>
<% if types.text %>
import { TextAreaField } from '../../components/fields/TextAreaField';
<% endif %>
<% if types.string or types.email or types.phone or types.url %>
import { TextField } from '../../components/fields/TextField';
<% endif %>
<% if types.time %>
import { TimeField } from '../../components/fields/TimeField';
<% endif %>
import { RecordForm } from '../../components/RecordForm';
<% for target in entity.targets %>
import { <%= target.var %>Options } from '../<%= target.folder %>/options';
<% endfor %>
<% set members = entity.members or entity.links %>
<% if members %>
import { labels } from './labels';
<% endif %>
<% if entity.self_relation %>
import { <%= entity.var %>Options } from './options';
<% endif %>

interface Props {
  defaultValues: DefaultValues<<%= entity.name %>FormValues>;
  save: (⟨values: <%= entity.name %>Input¤⟩) => Promise<<%= entity.name %>>;
  cancelTo: string;
}

<% if empty %>
const empty: DefaultValues<<%= entity.name %>FormValues> = {
<%= empty -%>
};

<% endif %>
export function <%= entity.name %>Form({⟪defaultValues,·save,·cancelTo¤⟫}: Props) {
  const form = useForm<⟨<%= entity.name %>FormValues,·unknown,·<%= entity.name %>Input⟩>({
    resolver: zodResolver(<%= entity.var %>Input),
<% if empty %>
    defaultValues: { ...empty, ...defaultValues },
<% else %>
    defaultValues,
<% endif %>
  });
<% if members %>
  const { control } = form;
<% endif %>

<% if members %>
  return (
    <RecordForm⟪form={form}·save={save}·path="/<%= entity.folder %>"·cancelTo={cancelTo}⟩>
<% for m in entity.form %>
<% if m.is_relation %>
      <RelationField⟪control={control}·name="<%= m.key %>"·label={labels.fields.<%= m.name %>}·source={<%= m.target.var %>Options}<% if m.required %>·required<% endif %>⟫/>
<% else %>
      <<%= web.field_component(m) %>⟪control={control}·name="<%= m.name %>"·label={labels.fields.<%= m.name %>}
<%- if m.type == 'email' %>·type="email"<% elif m.type == 'phone' %>·type="tel"<% elif m.type == 'url' %>·type="url"<% endif -%>
<%- if m.type == 'enum' %>·options={labels.values.<%= m.name %>}<% endif -%>
<%- if m.type == 'money' %>·currency="<%= m.currency %>"<% endif -%>
<%- if m.type in ['integer', 'decimal', 'money'] -%>
<%- if m.min is not none %>·min={<%= m.min|jsval %>}<% endif -%>
<%- if m.max is not none %>·max={<%= m.max|jsval %>}<% endif -%>
<%- endif -%>
<%- if m.type == 'decimal' %>·step="any"<% endif -%>
<%- if m.unit and m.type in ['integer', 'decimal'] %>·unit={labels.units.<%= m.name %>}<% endif -%>
<%- if m.required and m.type != 'boolean' %>·required<% endif -%>
<%- if m.type == 'string' and entity.display and m.name == entity.display.name %>·wide<% endif -%>
⟫/>
<% endif %>
<% endfor %>
<% for l in entity.links %>
      <RelationsField⟪control={control}·name="<%= l.key %>"·label={labels.fields.<%= l.name %>}·source={<%= l.target.var %>Options}<% if l.required %>·required<% endif %>⟫/>
<% endfor %>
    </RecordForm>
  );
<% else %>
  return ⦅<RecordForm⟪form={form}·save={save}·path="/<%= entity.folder %>"·cancelTo={cancelTo}⟫/>⦆;
<% endif %>
}
