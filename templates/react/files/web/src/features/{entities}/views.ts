import { texts } from '../../texts';

/** The pages that show these records, each in its own way. */
export const views = [
  {⟪path: '/<%= entity.folder %>',·label: texts.listView¤⟫},
<% if entity.has.board %>
  {⟪path: '/<%= entity.folder %>/board',·label: texts.boardView¤⟫},
<% endif %>
<% if entity.has.calendar %>
  {⟪path: '/<%= entity.folder %>/calendar',·label: texts.calendarView¤⟫},
<% endif %>
<% if entity.has.gallery %>
  {⟪path: '/<%= entity.folder %>/gallery',·label: texts.galleryView¤⟫},
<% endif %>
];
