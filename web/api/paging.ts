import type { InfiniteData, InfiniteQueryObserverResult } from '@tanstack/react-query';

type Pages = Pick<InfiniteQueryObserverResult<InfiniteData<{ readonly items: readonly unknown[] }>>, 'data' | 'hasNextPage' | 'isFetching' | 'isFetchNextPageError'>;

/** Whether a list of at most `limit` rows goes on with its next page now. One that was refused is asked for again with all the others, not at once. */
export const wantsNextPage = ({ data, hasNextPage, isFetching, isFetchNextPageError }: Pages, limit: number): boolean =>
  hasNextPage && !isFetching && !isFetchNextPageError && (data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0) < limit;
