"""Topological order: nodes after all that they depend on."""

from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]

# A node counts its predecessors that are not done; when it is none itself any more,
# it says so by one of these.
_NODE_OUT = -1
_NODE_DONE = -2


class _NodeInfo:
    __slots__ = "node", "npredecessors", "successors"

    def __init__(self, node):
        self.node = node
        self.npredecessors = 0
        self.successors = []


class CycleError(ValueError):
    """The graph has a cycle: the second argument lists its nodes, the first again last."""


class TopologicalSorter:
    """Takes nodes with their predecessors, gives them out in order.

    At once with static_order(), or step by step: prepare(), then get_ready() and
    done() while is_active().
    """

    def __init__(self, graph=None):
        self._node2info = {}
        self._ready_nodes = None
        self._npassedout = 0
        self._nfinished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _info(self, node):
        info = self._node2info.get(node)
        if info is None:
            info = self._node2info[node] = _NodeInfo(node)
        return info

    def add(self, node, *predecessors):
        """Add a node, or more predecessors to one."""
        if self._ready_nodes is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._info(node).npredecessors += len(predecessors)
        for predecessor in predecessors:
            self._info(predecessor).successors.append(node)

    def prepare(self):
        """Finish the graph; CycleError if it has a cycle."""
        if self._npassedout > 0:
            raise ValueError("cannot prepare() after starting sort")
        if self._ready_nodes is None:
            self._ready_nodes = [info.node for info in self._node2info.values()
                                 if info.npredecessors == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _check_prepared(self):
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")

    def get_ready(self):
        """The nodes that are ready and were not given out before."""
        self._check_prepared()
        result = tuple(self._ready_nodes)
        for node in result:
            self._node2info[node].npredecessors = _NODE_OUT
        self._ready_nodes.clear()
        self._npassedout += len(result)
        return result

    def is_active(self):
        """True if something is ready, or will be when what is out is done."""
        self._check_prepared()
        return self._nfinished < self._npassedout or bool(self._ready_nodes)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Say that nodes given out are dealt with."""
        self._check_prepared()
        infos = self._node2info
        for node in nodes:
            info = infos.get(node)
            if info is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if info.npredecessors >= 0:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            if info.npredecessors == _NODE_DONE:
                raise ValueError(f"node {node!r} was already marked done")
            info.npredecessors = _NODE_DONE
            for successor in info.successors:
                waiting = infos[successor]
                waiting.npredecessors -= 1
                if waiting.npredecessors == 0:
                    self._ready_nodes.append(successor)
            self._nfinished += 1

    def _find_cycle(self):
        # Depth first without recursion: `path` is where we are, `places` says where on
        # it a node is, `rest` what is still to visit from each.
        seen = set()
        for start in self._node2info:
            path, places, rest = [], {}, []
            node = start
            while True:
                if node not in seen:
                    seen.add(node)
                    places[node] = len(path)
                    path.append(node)
                    rest.append(iter(self._node2info[node].successors))
                elif node in places:
                    return path[places[node]:] + [node]
                while path:
                    try:
                        node = next(rest[-1])
                        break
                    except StopIteration:
                        del places[path.pop()]
                        rest.pop()
                else:
                    break
        return None

    def static_order(self):
        """All nodes in order."""
        self.prepare()
        while self.is_active():
            ready = self.get_ready()
            yield from ready
            self.done(*ready)

    __class_getitem__ = classmethod(GenericAlias)
