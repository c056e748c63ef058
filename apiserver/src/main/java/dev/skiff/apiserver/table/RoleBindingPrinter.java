package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// Bindings: the role and whom it is given to.
public final class RoleBindingPrinter extends KindPrinter {
    /// @param plural of one namespace or of the cluster, as in paths
    public RoleBindingPrinter(String plural) {
        super(plural);
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode role = Fields.at(object, "roleRef");
        JsonNode subjects = Fields.at(object, "subjects");
        row.name()
                .text(Fields.text(role, "kind") + "/" + Fields.text(role, "name"))
                .age()
                .text(names(subjects, "User"))
                .text(names(subjects, "Group"))
                .text(accounts(subjects));
    }

    private static String names(JsonNode subjects, String kind) {
        List<String> names = new ArrayList<>();
        for (JsonNode subject : subjects) {
            if (Fields.text(subject, "kind").equals(kind)) {
                names.add(Fields.text(subject, "name"));
            }
        }
        return String.join(", ", names);
    }

    private static String accounts(JsonNode subjects) {
        List<String> names = new ArrayList<>();
        for (JsonNode subject : subjects) {
            if (Fields.text(subject, "kind").equals("ServiceAccount")) {
                names.add(Fields.text(subject, "namespace") + "/" + Fields.text(subject, "name"));
            }
        }
        return String.join(", ", names);
    }
}
