// Spreadsheets read a file as their region has it: where numbers have a comma inside, cells cannot
// be kept apart by one.
export const delimiter = '<% if ru %>;<% else %>,<% endif %>';
<% if has.integer or has.decimal or has.money %>
export const decimalSign = '<% if ru %>,<% else %>.<% endif %>';
<% endif %>
