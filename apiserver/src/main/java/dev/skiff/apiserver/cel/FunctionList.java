package dev.skiff.apiserver.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The functions of `kubernetes-functions.txt`. The id of an overload is its line up to the result.
final class FunctionList {
    private static final String RESOURCE = "kubernetes-functions.txt";

    private FunctionList() {}

    static List<CelFunctionDecl> read() {
        Map<String, List<CelOverloadDecl>> functions = new LinkedHashMap<>();
        for (String line : ListedLines.of(RESOURCE)) {
            int receiverEnd = line.indexOf(" | ");
            int open = line.indexOf('(');
            String name = line.substring(receiverEnd < 0 ? 0 : receiverEnd + 3, open);
            functions.computeIfAbsent(name, _ -> new ArrayList<>()).add(overload(line));
        }
        return functions.entrySet().stream()
                .map(f -> CelFunctionDecl.newFunctionDeclaration(f.getKey(), f.getValue()))
                .toList();
    }

    private static CelOverloadDecl overload(String line) {
        int receiverEnd = line.indexOf(" | ");
        int open = line.indexOf('(');
        int close = line.indexOf(')');
        String id = line.substring(0, close + 1);
        CelType result = type(line.substring(close + 2));
        List<CelType> arguments = new ArrayList<>(2);
        if (receiverEnd >= 0) {
            arguments.add(type(line.substring(0, receiverEnd)));
        }
        for (String argument : TypeText.split(line.substring(open + 1, close))) {
            arguments.add(type(argument));
        }
        return receiverEnd >= 0
                ? CelOverloadDecl.newMemberOverload(id, result, arguments)
                : CelOverloadDecl.newGlobalOverload(id, result, arguments);
    }

    private static CelType type(String text) {
        return TypeText.parse(text, Set.of());
    }
}
