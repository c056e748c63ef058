package dev.skiff.apiserver.apply;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Collects paths for a [FieldSet].
final class FieldPaths {
    private boolean isMember;
    private final TreeMap<String, FieldPaths> children = new TreeMap<>(FieldElements.ORDER);

    /// A path, from its end to the root, which has no element of its own.
    record Path(@Nullable Path parent, String element) {
        static final Path ROOT = new Path(null, "");

        Path to(String next) {
            return new Path(this, next);
        }

        Path toField(String name) {
            return to(FieldElements.field(name));
        }
    }

    void add(Path path) {
        at(path).isMember = true;
    }

    FieldSet toSet() {
        TreeMap<String, FieldSet> sets = new TreeMap<>(FieldElements.ORDER);
        children.forEach((element, paths) -> sets.put(element, paths.toSet()));
        return FieldSet.node(isMember, sets);
    }

    private FieldPaths at(Path path) {
        Path parent = path.parent();
        return parent == null
                ? this
                : at(parent).children.computeIfAbsent(path.element(), _ -> new FieldPaths());
    }
}
