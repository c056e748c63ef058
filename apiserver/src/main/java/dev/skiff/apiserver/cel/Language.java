package dev.skiff.apiserver.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The language with all that Kubernetes adds to it, once per process and once somebody needs it.
final class Language {
    private static final String ESCAPE = "jsonpatch.escapeKey";
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
                .build();
    }

    /// Knows these types with their fields, and these variables.
    static CelCompiler compiler(
            Map<String, Map<String, CelType>> structs, Map<String, CelType> variables) {
        CelCompilerBuilder builder = COMPILER.toCompilerBuilder();
        builder.setTypeProvider(TYPES.with(structs));
        variables.forEach(builder::addVar);
        return builder.build();
    }

    /// What admission decides on.
    ///
    /// @param variables those of a policy, named under `variables`; empty: there is no such name
    static CelCompiler compiler(Scope scope, Optional<Map<String, CelType>> variables) {
        return admission(scope, variables, Map.of()).build();
    }

    /// What admission changes.
    ///
    /// @param objects the types of objects that an expression makes
    static CelCompiler changing(
            Scope scope,
            Optional<Map<String, CelType>> variables,
            Map<String, Map<String, CelType>> objects) {
        return admission(scope, variables, objects)
                .addFunctionDeclarations(
                        CelFunctionDecl.newFunctionDeclaration(
                                ESCAPE,
                                CelOverloadDecl.newGlobalOverload(
                                        ESCAPE, SimpleType.STRING, SimpleType.STRING)))
                .build();
    }

    private static CelCompilerBuilder admission(
            Scope scope,
            Optional<Map<String, CelType>> variables,
            Map<String, Map<String, CelType>> objects) {
        Map<String, Map<String, CelType>> structs = new LinkedHashMap<>(objects);
        variables.ifPresent(known -> structs.put(KnownTypes.VARIABLES, known));
        CelCompilerBuilder builder = COMPILER.toCompilerBuilder();
        builder.setTypeProvider(TYPES.with(structs));
        builder.addVar("object", SimpleType.DYN);
        builder.addVar("oldObject", SimpleType.DYN);
        builder.addVar("namespaceObject", StructTypeReference.create("kubernetes.Namespace"));
        builder.addVar("request", StructTypeReference.create("kubernetes.AdmissionRequest"));
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
        return builder;
    }
}
