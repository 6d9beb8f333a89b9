import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { wantsNextPage } from '../../../web/api/paging.ts';

interface Page { readonly items: readonly number[]; readonly nextCursor?: number }

/** A list that goes on as long as it wants to, of pages of two; answers what was asked for once it has come to rest. */
async function listed({ limit, refused = Infinity }: { limit: number; refused?: number }) {
  const asked: number[] = [];
  const rest = Promise.withResolvers<void>();
  const observer = new InfiniteQueryObserver(new QueryClient(), {
    queryKey: ['list'], initialPageParam: 0, retry: false, getNextPageParam: ({ nextCursor }: Page) => nextCursor,
    async queryFn({ pageParam }): Promise<Page> {
      asked.push(pageParam);
      if (asked.length > 50) {
        rest.reject(new Error('It asks without end.'));
        return new Promise(() => {});
      }
      if (pageParam >= refused) throw new Error('400');
      return { items: [pageParam, pageParam], ...(pageParam < 9 && { nextCursor: pageParam + 1 }) };
    },
  });
  const stop = observer.subscribe((pages) => {
    if (wantsNextPage(pages, limit)) void observer.fetchNextPage();
    else if (!pages.isFetching && !pages.isPending) rest.resolve();
  });
  await rest.promise;
  await new Promise((resolve) => setTimeout(resolve, 50));
  stop();
  return asked;
}

it('goes on to the end, or until there are enough', async () => {
  expect(await listed({ limit: 100 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await listed({ limit: 5 })).toEqual([0, 1, 2]);
});

it('asks once for a page that is refused', async () => {
  expect(await listed({ limit: 100, refused: 2 })).toEqual([0, 1, 2]);
});
