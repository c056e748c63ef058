package dev.skiff.apiserver.apply;

/// Fits field sets to types of which something is owned as a whole, though somebody, or an older
/// type, named fields within it.
final class WholeValues {
    private WholeValues() {}

    /// With the path of each such value instead of the paths within it; the very same set if there
    /// are none.
    static FieldSet fitted(FieldSet set, Slot slot) {
        FieldSet.Builder fitted = new FieldSet.Builder();
        if (set.isMember()) {
            fitted.addSelf();
        }
        boolean isSame = true;
        for (int i = 0; i < set.size(); i++) {
            FieldSet below = set.below(i);
            FieldSet fit = below;
            if (below.size() > 0) {
                Slot inside = set.element(i).fieldName().map(slot::field).orElseGet(slot::element);
                fit = inside.isLeaf() ? FieldSet.MEMBER : fitted(below, inside);
            }
            isSame &= fit == below;
            fitted.put(set.element(i), fit);
        }
        return isSame ? set : fitted.build();
    }
}
