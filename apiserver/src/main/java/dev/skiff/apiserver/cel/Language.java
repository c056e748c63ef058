package dev.skiff.apiserver.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/// The language with all that Kubernetes adds to it, once per process and once somebody needs it.
final class Language {
    private static final String AUTHORIZATION = "kubernetes.authorization.";

    static final CelOptions OPTIONS =
            CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .enableOptionalSyntax(true)
                    .enableQuotedIdentifierSyntax(false)
                    .populateMacroCalls(true)
                    .build();

    private static final KnownTypes TYPES = KnownTypes.read();
    private static final CelCompiler COMPILER = compiler();

    private Language() {}

    private static CelCompiler compiler() {
        EnumSet<CelStringExtensions.Function> strings =
                EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REVERSE));
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.strings(strings),
                        CelExtensions.optional(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.comprehensions())
                .addFunctionDeclarations(FunctionList.read())
                .addVar("object", SimpleType.DYN)
                .addVar("oldObject", SimpleType.DYN)
                .addVar("namespaceObject", StructTypeReference.create("kubernetes.Namespace"))
                .addVar("request", StructTypeReference.create("kubernetes.AdmissionRequest"))
                .build();
    }

    /// @param variables those of a policy, named under `variables`; empty: there is no such name
    static CelCompiler compiler(Scope scope, Optional<Map<String, CelType>> variables) {
        CelCompilerBuilder builder = COMPILER.toCompilerBuilder();
        builder.setTypeProvider(variables.map(TYPES::with).orElse(TYPES));
        if (scope.hasParams()) {
            builder.addVar("params", SimpleType.DYN);
        }
        if (scope.hasAuthorizer()) {
            builder.addVar("authorizer", OpaqueType.create(AUTHORIZATION + "Authorizer"));
            builder.addVar(
                    "authorizer.requestResource",
                    OpaqueType.create(AUTHORIZATION + "ResourceCheck"));
        }
        if (variables.isPresent()) {
            builder.addVar("variables", StructTypeReference.create(KnownTypes.VARIABLES));
        }
        return builder.build();
    }
}
