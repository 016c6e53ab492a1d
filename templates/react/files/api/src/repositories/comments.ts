import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type {
  Comment,
  CommentInput,
  CommentPage,
  CommentPatch,
  CommentQuery,
} from '#shared/comments';
import type { Database } from '../db/client';
<% if has.auth %>
import { accounts, type CommentTable } from '../db/schema';
<% else %>
import type { CommentTable } from '../db/schema';
<% endif %>
import { paginate } from '../lib/query';

/** All access to the comments on the records of one table. */
export class CommentRepository {
  readonly #db: Database;
  readonly #comments: CommentTable;

  constructor(db: Database, comments: CommentTable) {
    this.#db = db;
    this.#comments = comments;
  }

  async list(recordId: string, query: CommentQuery): Promise<CommentPage> {
    const comments = this.#comments;
    const where = eq(comments.recordId, recordId);
    const total = await this.#db.$count(comments, where);
    const { meta, offset } = paginate(query, total);
    const inOrder = query.sort === 'createdAt' ? asc : desc;
    const data = await this.#select()
      .where(where)
      // Of two from the same moment, the later one has the higher row number.
      .orderBy(inOrder(comments.createdAt), inOrder(sql`${comments}.rowid`))
      .limit(meta.pageSize)
      .offset(offset);
    return { data, meta };
  }

  async find(recordId: string, id: string): Promise<Comment | undefined> {
    const { id: key, recordId: record } = this.#comments;
    const [found] = await this.#select().where(and(eq(record, recordId), eq(key, id)));
    return found;
  }

<% if has.auth %>
  async create(recordId: string, input: CommentInput, accountId: string): Promise<string> {
<% else %>
  async create(recordId: string, input: CommentInput): Promise<string> {
<% endif %>
    const id = randomUUID();
    const now = new Date().toISOString();
<% if has.auth %>
    const row = { ...input, id, recordId, accountId, createdAt: now, updatedAt: now };
<% else %>
    const row = { ...input, id, recordId, createdAt: now, updatedAt: now };
<% endif %>
    await this.#db.insert(this.#comments).values(row);
    return id;
  }

  async update(current: Comment, patch: CommentPatch): Promise<void> {
    const changes = { ...patch, updatedAt: new Date().toISOString() };
    await this.#db.update(this.#comments).set(changes).where(eq(this.#comments.id, current.id));
  }

  async remove(current: Comment): Promise<void> {
    await this.#db.delete(this.#comments).where(eq(this.#comments.id, current.id));
  }

  #select() {
<% if has.auth %>
    const { id, text, accountId, createdAt, updatedAt } = this.#comments;
    const author = { id: accounts.id, name: accounts.name };
    return this.#db
      .select({ id, author, text, createdAt, updatedAt })
      .from(this.#comments)
      .innerJoin(accounts, eq(accounts.id, accountId));
<% else %>
    const { id, author, text, createdAt, updatedAt } = this.#comments;
    return this.#db.select({ id, author, text, createdAt, updatedAt }).from(this.#comments);
<% endif %>
  }
}
