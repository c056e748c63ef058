package dev.skiff.apiserver.apply;

import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The fields that an applier wants otherwise than their owners do.
record Conflicts(TreeMap<FieldOwner, FieldSet> fields) {
    boolean isEmpty() {
        return fields.isEmpty();
    }

    /// Those that are not among `allowed`.
    Conflicts without(FieldSet allowed) {
        TreeMap<FieldOwner, FieldSet> left = new TreeMap<>(fields);
        left.replaceAll((_, set) -> set.minus(allowed));
        left.values().removeIf(FieldSet::isEmpty);
        return new Conflicts(left);
    }

    Status status() {
        List<StatusCause> causes = new ArrayList<>();
        StringBuilder listed = new StringBuilder();
        for (Map.Entry<FieldOwner, FieldSet> entry : fields.entrySet()) {
            String owner = entry.getKey().shown();
            listed.append(listed.isEmpty() ? "" : "\n").append("conflicts with ").append(owner);
            listed.append(':');
            for (String path : paths(entry.getValue())) {
                listed.append("\n- ").append(path);
                causes.add(new StatusCause("FieldManagerConflict", "conflict with " + owner, path));
            }
        }
        String message =
                causes.size() == 1
                        ? "Apply failed with 1 conflict: %s: %s"
                                .formatted(causes.getFirst().message(), causes.getFirst().field())
                        : "Apply failed with %d conflicts: %s".formatted(causes.size(), listed);
        return Status.failure(409, "Conflict", message).withCauses(causes);
    }

    private static List<String> paths(FieldSet set) {
        List<String> paths = new ArrayList<>();
        addPaths("", set, paths);
        return paths;
    }

    /// What is in the set itself comes before what is deeper.
    private static void addPaths(String prefix, FieldSet set, List<String> paths) {
        for (int i = 0; i < set.size(); i++) {
            if (set.below(i).isMember()) {
                paths.add(prefix + set.element(i));
            }
        }
        for (int i = 0; i < set.size(); i++) {
            addPaths(prefix + set.element(i), set.below(i), paths);
        }
    }
}
