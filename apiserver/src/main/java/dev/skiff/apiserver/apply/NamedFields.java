package dev.skiff.apiserver.apply;

import java.util.Optional;

/// Adds to a set the declared fields in which it has paths: of `spec.replicas` also `spec`.
final class NamedFields {
    private NamedFields() {}

    static FieldSet added(FieldSet set, Slot slot) {
        FieldSet.Builder all = new FieldSet.Builder();
        if (set.isMember()) {
            all.addSelf();
        }
        for (int i = 0; i < set.size(); i++) {
            PathElement element = set.element(i);
            FieldSet below = set.below(i);
            Optional<String> name = element.fieldName();
            Slot inside = name.map(slot::field).orElseGet(slot::element);
            FieldSet grown = below.size() == 0 ? below : added(below, inside);
            boolean isNamed = name.isPresent() && slot.declares(name.get());
            all.put(element, isNamed ? grown.union(FieldSet.MEMBER) : grown);
        }
        return all.build();
    }
}
