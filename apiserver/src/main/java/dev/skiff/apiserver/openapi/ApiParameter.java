package dev.skiff.apiserver.openapi;

/// A parameter of an operation.
///
/// @param type `string`, `integer` or `boolean`
record ApiParameter(String name, Place place, String type, String description) {
    enum Place {
        PATH,
        QUERY
    }

    static ApiParameter inPath(String name, String description) {
        return new ApiParameter(name, Place.PATH, "string", description);
    }

    static ApiParameter inQuery(String name, String type, String description) {
        return new ApiParameter(name, Place.QUERY, type, description);
    }

    /// A path is none without all of its parts.
    boolean isRequired() {
        return place == Place.PATH;
    }
}
