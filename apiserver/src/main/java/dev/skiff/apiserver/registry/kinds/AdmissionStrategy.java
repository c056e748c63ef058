package dev.skiff.apiserver.registry.kinds;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.table.TablePrinter;

/// What the kinds of `admissionregistration.k8s.io` have in common: their changes are counted, and
/// an update must say what it changes.
abstract class AdmissionStrategy extends KindStrategy {
    AdmissionStrategy(Kind kind, TablePrinter printer) {
        super(kind, NameRule.DNS_SUBDOMAIN, printer);
    }

    @Override
    public final boolean hasGeneration() {
        return true;
    }

    @Override
    public final boolean allowsUnconditionalUpdate() {
        return false;
    }
}
