package dev.skiff.apiserver.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Texts for the `Warning` headers of one answer, each told once.
final class Warnings {
    private final LinkedHashSet<String> texts = new LinkedHashSet<>();

    void add(String text) {
        texts.add(text);
    }

    void addAll(List<String> more) {
        texts.addAll(more);
    }

    List<String> texts() {
        return new ArrayList<>(texts);
    }
}
