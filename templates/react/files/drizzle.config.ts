export default {
  dialect: 'sqlite',
  schema: './api/src/db/schema/index.ts',
  out: './drizzle',
};
