"""A list kept as a heap: its smallest item (in a max-heap its largest) is first.

Invariant of a heap: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], as far as
these exist. Only `<` is asked of the items.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop', 'heappush_max',
           'heappop_max', 'heapify_max', 'heapreplace_max', 'heappushpop_max',
           'nlargest', 'nsmallest', 'merge']


from _heapq import (heapify, heapify_max, heappop, heappop_max, heappush, heappush_max,
                    heappushpop, heappushpop_max, heapreplace, heapreplace_max)


def merge(*iterables, key=None, reverse=False):
    """One sorted iterator over several sorted iterables, reading them as it goes."""
    if reverse:
        make_heap, replace, pop, direction = heapify_max, heapreplace_max, heappop_max, -1
    else:
        make_heap, replace, pop, direction = heapify, heapreplace, heappop, 1
    # Entries [key, rank, value, next]: rank keeps the order of equals stable.
    heap = []
    for rank, iterable in enumerate(map(iter, iterables)):
        step = iterable.__next__
        try:
            value = step()
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), rank * direction, value, step, iterable])
    make_heap(heap)
    while len(heap) > 1:
        entry = heap[0]
        step = entry[3]
        try:
            while True:
                yield entry[2]
                value = entry[2] = step()
                entry[0] = value if key is None else key(value)
                replace(heap, entry)
                if heap[0] is not entry:
                    break
        except StopIteration:
            pop(heap)
    if heap:
        _, _, value, _, iterable = heap[0]
        yield value
        yield from iterable


def _extreme(n, iterable, key, smallest):
    # The cheap cases of nsmallest and nlargest; None when it is not one.
    pick = min if smallest else max
    if n == 1:
        marker = object()
        result = pick(iterable, default=marker, key=key)
        return [] if result is marker else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        return None
    if n >= size:
        return sorted(iterable, key=key, reverse=not smallest)[:n]
    return None


def nsmallest(n, iterable, key=None):
    """The n smallest items in order, as sorted(iterable, key=key)[:n]."""
    result = _extreme(n, iterable, key, True)
    if result is not None:
        return result
    it = iter(iterable)
    # A max-heap of the best so far: its first is the one to beat.
    best = [(item if key is None else key(item), rank, item)
            for rank, item in zip(range(n), it)]
    if not best:
        return []
    heapify_max(best)
    bar = best[0][0]
    rank = n
    for item in it:
        k = item if key is None else key(item)
        if k < bar:
            heapreplace_max(best, (k, rank, item))
            bar = best[0][0]
            rank += 1
    best.sort()
    return [item for _, _, item in best]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first, as sorted(iterable, key=key, reverse=True)[:n]."""
    result = _extreme(n, iterable, key, False)
    if result is not None:
        return result
    it = iter(iterable)
    best = [(item if key is None else key(item), -rank, item)
            for rank, item in zip(range(n), it)]
    if not best:
        return []
    heapify(best)
    bar = best[0][0]
    rank = -n
    for item in it:
        k = item if key is None else key(item)
        if bar < k:
            heapreplace(best, (k, rank, item))
            bar = best[0][0]
            rank -= 1
    best.sort(reverse=True)
    return [item for _, _, item in best]
