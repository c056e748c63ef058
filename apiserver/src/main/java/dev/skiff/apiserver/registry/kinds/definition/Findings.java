package dev.skiff.apiserver.registry.kinds.definition;

import dev.skiff.api.validation.FieldError;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a schema and all below it: with its form, and with its rules in CEL, which
/// are looked at only where the form is right.
record Findings(List<FieldError> form, List<FieldError> rules) {
    Findings() {
        this(new ArrayList<>(0), new ArrayList<>(0));
    }

    void addAll(Findings below) {
        form.addAll(below.form);
        rules.addAll(below.rules);
    }

    List<FieldError> all() {
        List<FieldError> all = new ArrayList<>(form);
        all.addAll(rules);
        return all;
    }
}
