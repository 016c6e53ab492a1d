/** How dates, numbers and money are written. */
export const locale = '<%= app.locale %>';
