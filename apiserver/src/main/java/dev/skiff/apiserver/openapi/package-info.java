/// OpenAPI documents, made from the type schemas: version 3 for each group version, and a
/// version 2 in one. They come from the list of kinds and their schemas alone. Start reading at
/// [dev.skiff.apiserver.openapi.OpenApiEndpoint].
@NullMarked
package dev.skiff.apiserver.openapi;

import org.jspecify.annotations.NullMarked;
