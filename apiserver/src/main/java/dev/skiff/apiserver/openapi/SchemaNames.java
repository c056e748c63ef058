package dev.skiff.apiserver.openapi;

/// The names that upstream's documents give to types.
final class SchemaNames {
    static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    static final String TIME = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";
    static final String MICRO_TIME = "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime";
    static final String FIELDS_V1 = "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1";
    static final String RAW_EXTENSION = "io.k8s.apimachinery.pkg.runtime.RawExtension";

    private SchemaNames() {}

    /// `apps.v1.Deployment` → `io.k8s.api.apps.v1.Deployment`.
    static String of(String type) {
        String origin =
                switch (type.substring(0, type.indexOf('.'))) {
                    case "meta" -> "io.k8s.apimachinery.pkg.apis.";
                    case "version" -> "io.k8s.apimachinery.pkg.";
                    case "apiextensions" -> "io.k8s.apiextensions-apiserver.pkg.apis.";
                    case "apiregistration" -> "io.k8s.kube-aggregator.pkg.apis.";
                    default -> "io.k8s.api.";
                };
        return origin + type;
    }
}
