import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import {
  commentPage,
  commentRecord,
  type Comment,
  type CommentInput,
  type CommentPage,
  type CommentPatch,
} from '#shared/comments';
import { apiClient } from '../../lib/api';

const pageSize = 20;

/** All pages as one list, the newest last; what a later page repeats is there once. */
function joined({ pages }: InfiniteData<CommentPage>) {
  const byId = new Map(pages.flatMap(({ data }) => data.map((comment) => [comment.id, comment])));
  return {
    comments: [...byId.values()].toReversed(),
    total: pages.at(-1)?.meta.total ?? 0,
  };
}

/** The newest comments at a path, and earlier ones on demand. */
export function useComments(path: string) {
  return useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) => {
      const query = `sort=-createdAt&page=${pageParam}&pageSize=${pageSize}`;
      return apiClient.get(`${path}?${query}`, commentPage, signal);
    },
    initialPageParam: 1,
    getNextPageParam: ({ meta }) => (meta.page < meta.totalPages ? meta.page + 1 : undefined),
    select: joined,
  });
}

export function createComment(path: string, values: CommentInput) {
  return apiClient.post(path, commentRecord, values);
}

export function updateComment(path: string, id: string, values: CommentPatch) {
  return apiClient.patch(`${path}/${id}`, commentRecord, values);
}

export function deleteComment(path: string, id: string) {
  return apiClient.delete(`${path}/${id}`);
}

/** The beginning of a comment, to tell it from others. */
export function excerpt({ text }: Comment): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60).trimEnd()}…` : line;
}
