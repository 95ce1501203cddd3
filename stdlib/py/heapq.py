"""A list kept as a heap: its smallest item (in a max-heap its largest) is first.

Invariant of a heap: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], as far as
these exist. Only `<` is asked of the items.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop', 'heappush_max',
           'heappop_max', 'heapify_max', 'heapreplace_max', 'heappushpop_max',
           'nlargest', 'nsmallest', 'merge']


def _checked(name, heap):
    if not isinstance(heap, list):
        raise TypeError(f'{name}() argument 1 must be list, not {type(heap).__name__}')


def heappush(heap, item, /):
    """Put item on the heap."""
    if type(heap) is not list:
        _checked('heappush', heap)
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)


def heappop(heap, /):
    """Take the smallest item off the heap."""
    if type(heap) is not list:
        _checked('heappop', heap)
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _siftup(heap, 0)
        return first
    return last


def heapreplace(heap, item, /):
    """Take the smallest item off, then put item on; faster than the two alone."""
    if type(heap) is not list:
        _checked('heapreplace', heap)
    if not heap:
        raise IndexError('index out of range')
    first = heap[0]
    heap[0] = item
    _siftup(heap, 0)
    return first


def heappushpop(heap, item, /):
    """Put item on, then take the smallest off; faster than the two alone."""
    if type(heap) is not list:
        _checked('heappushpop', heap)
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _siftup(heap, 0)
    return item


def heapify(heap, /):
    """Turn a list into a heap, in place."""
    if type(heap) is not list:
        _checked('heapify', heap)
    for i in reversed(range(len(heap) // 2)):
        _siftup(heap, i)


# An item rises from pos towards startpos until its parent is no larger.
def _siftdown(heap, startpos, pos):
    item = heap[pos]
    while pos > startpos:
        parentpos = (pos - 1) >> 1
        parent = heap[parentpos]
        if item < parent:
            heap[pos] = parent
            pos = parentpos
        else:
            break
    heap[pos] = item


# The hole at pos sinks to a leaf, smaller children moving up; then the item
# rises from there. An item from the end mostly belongs near the leaves, so
# this compares less than stopping on the way down would.
def _siftup(heap, pos):
    end = len(heap)
    startpos = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _siftdown(heap, startpos, pos)


def heappush_max(heap, item, /):
    """Put item on the max-heap."""
    if type(heap) is not list:
        _checked('heappush_max', heap)
    heap.append(item)
    _siftdown_max(heap, 0, len(heap) - 1)


def heappop_max(heap, /):
    """Take the largest item off the max-heap."""
    if type(heap) is not list:
        _checked('heappop_max', heap)
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _siftup_max(heap, 0)
        return first
    return last


def heapreplace_max(heap, item, /):
    """Take the largest item off, then put item on."""
    if type(heap) is not list:
        _checked('heapreplace_max', heap)
    if not heap:
        raise IndexError('index out of range')
    first = heap[0]
    heap[0] = item
    _siftup_max(heap, 0)
    return first


def heappushpop_max(heap, item, /):
    """Put item on, then take the largest off."""
    if type(heap) is not list:
        _checked('heappushpop_max', heap)
    if heap and item < heap[0]:
        item, heap[0] = heap[0], item
        _siftup_max(heap, 0)
    return item


def heapify_max(heap, /):
    """Turn a list into a max-heap, in place."""
    if type(heap) is not list:
        _checked('heapify_max', heap)
    for i in reversed(range(len(heap) // 2)):
        _siftup_max(heap, i)


def _siftdown_max(heap, startpos, pos):
    item = heap[pos]
    while pos > startpos:
        parentpos = (pos - 1) >> 1
        parent = heap[parentpos]
        if parent < item:
            heap[pos] = parent
            pos = parentpos
        else:
            break
    heap[pos] = item


def _siftup_max(heap, pos):
    end = len(heap)
    startpos = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _siftdown_max(heap, startpos, pos)


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
