package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Policies of admission, how many rules they hold and what parameterizes them.
public final class PolicyPrinter extends KindPrinter {
    private final String rules;

    /// @param plural which kind of policies, as in paths
    /// @param rules the field of the spec that lists what such a policy does
    public PolicyPrinter(String plural, String rules) {
        super(plural);
        this.rules = rules;
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode kind = Fields.at(spec, "paramKind");
        row.name()
                .number(Fields.at(spec, rules).size())
                .text(
                        kind.isMissingNode()
                                ? "<unset>"
                                : Fields.text(kind, "apiVersion") + "/" + Fields.text(kind, "kind"))
                .age();
    }
}
