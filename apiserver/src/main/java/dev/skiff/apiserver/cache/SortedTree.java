package dev.skiff.apiserver.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A sorted map that never changes: [#with] and [#without] answer another one that shares
/// everything but one path. So an old state costs nothing to keep and is read without a lock.
///
/// Balanced by weight, with the usual parameters 3 and 2.
public final class SortedTree<V> {
    private static final int MAX_IMBALANCE = 3;
    private static final int SINGLE_ROTATION = 2;

    private record Node<V>(
            String key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int size) {}

    private final @Nullable Node<V> root;

    private SortedTree(@Nullable Node<V> root) {
        this.root = root;
    }

    public static <V> SortedTree<V> empty() {
        return new SortedTree<>(null);
    }

    public int size() {
        return size(root);
    }

    public Optional<V> get(String key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return Optional.of(node.value);
            }
            node = order < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    public SortedTree<V> with(String key, V value) {
        return new SortedTree<>(insert(root, key, value));
    }

    public SortedTree<V> without(String key) {
        return get(key).isEmpty() ? this : new SortedTree<>(remove(root, key));
    }

    /// How many keys begin with `prefix` and are greater than `startAfter`.
    public int count(String prefix, String startAfter) {
        int end = rank(prefix + Character.MAX_VALUE);
        int start = startAfter.compareTo(prefix) < 0 ? rank(prefix) : rank(startAfter + '\0');
        return Math.max(0, end - start);
    }

    /// The values whose keys begin with `prefix` and are greater than `startAfter`, in order.
    public Iterator<V> iterator(String prefix, String startAfter) {
        return new Walk<>(root, prefix, startAfter);
    }

    /// The longest path from the root, for tests of its balance.
    int depth() {
        return depth(root);
    }

    private static int depth(@Nullable Node<?> node) {
        return node == null ? 0 : 1 + Math.max(depth(node.left), depth(node.right));
    }

    private int rank(String key) {
        int smaller = 0;
        Node<V> node = root;
        while (node != null) {
            if (key.compareTo(node.key) <= 0) {
                node = node.left;
            } else {
                smaller += size(node.left) + 1;
                node = node.right;
            }
        }
        return smaller;
    }

    private static <V> Node<V> insert(@Nullable Node<V> node, String key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null, 1);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right, node.size);
        }
        return order < 0
                ? balanced(node, insert(node.left, key, value), node.right)
                : balanced(node, node.left, insert(node.right, key, value));
    }

    private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balanced(node, remove(node.left, key), node.right);
        }
        if (order > 0) {
            return balanced(node, node.left, remove(node.right, key));
        }
        if (node.left == null) {
            return node.right;
        }
        if (node.right == null) {
            return node.left;
        }
        Node<V> successor = first(node.right);
        return balanced(successor, node.left, remove(node.right, successor.key));
    }

    private static <V> Node<V> first(Node<V> node) {
        Node<V> at = node;
        while (at.left != null) {
            at = at.left;
        }
        return at;
    }

    /// The entry of `top` over two subtrees of which one may have become too heavy by one.
    private static <V> Node<V> balanced(
            Node<V> top, @Nullable Node<V> left, @Nullable Node<V> right) {
        int leftWeight = size(left) + 1;
        int rightWeight = size(right) + 1;
        if (right != null && rightWeight > MAX_IMBALANCE * leftWeight) {
            return leanedLeft(top, left, right);
        }
        if (left != null && leftWeight > MAX_IMBALANCE * rightWeight) {
            return leanedRight(top, left, right);
        }
        return joined(top, left, right);
    }

    private static <V> Node<V> leanedLeft(Node<V> top, @Nullable Node<V> left, Node<V> right) {
        Node<V> inner = right.left;
        if (inner == null || size(inner) + 1 < SINGLE_ROTATION * (size(right.right) + 1)) {
            return joined(right, joined(top, left, inner), right.right);
        }
        return joined(
                inner, joined(top, left, inner.left), joined(right, inner.right, right.right));
    }

    private static <V> Node<V> leanedRight(Node<V> top, Node<V> left, @Nullable Node<V> right) {
        Node<V> inner = left.right;
        if (inner == null || size(inner) + 1 < SINGLE_ROTATION * (size(left.left) + 1)) {
            return joined(left, left.left, joined(top, inner, right));
        }
        return joined(inner, joined(left, left.left, inner.left), joined(top, inner.right, right));
    }

    private static <V> Node<V> joined(
            Node<V> top, @Nullable Node<V> left, @Nullable Node<V> right) {
        return new Node<>(top.key, top.value, left, right, size(left) + size(right) + 1);
    }

    private static int size(@Nullable Node<?> node) {
        return node == null ? 0 : node.size;
    }

    /// Goes through a range in order, holding the path to the next node.
    private static final class Walk<V> implements Iterator<V> {
        private final Deque<Node<V>> path = new ArrayDeque<>();
        private final String prefix;

        Walk(@Nullable Node<V> root, String prefix, String startAfter) {
            this.prefix = prefix;
            boolean fromPrefix = startAfter.compareTo(prefix) < 0;
            Node<V> node = root;
            while (node != null) {
                boolean isInside =
                        fromPrefix
                                ? node.key.compareTo(prefix) >= 0
                                : node.key.compareTo(startAfter) > 0;
                if (isInside) {
                    path.push(node);
                }
                node = isInside ? node.left : node.right;
            }
        }

        @Override
        public boolean hasNext() {
            Node<V> next = path.peek();
            return next != null && next.key.startsWith(prefix);
        }

        @Override
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more keys with prefix " + prefix);
            }
            Node<V> next = path.pop();
            for (Node<V> node = next.right; node != null; node = node.left) {
                path.push(node);
            }
            return next.value;
        }
    }
}
