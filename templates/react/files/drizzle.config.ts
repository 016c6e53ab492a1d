export default {
  dialect: 'sqlite',
  schema: './api/src/db/schema.ts',
  out: './drizzle',
};
