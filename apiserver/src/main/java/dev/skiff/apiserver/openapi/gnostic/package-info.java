/// OpenAPI documents in protobuf, as the gnostic project defines their messages
/// (`OpenAPIv2.proto`, `OpenAPIv3.proto`). Start reading at
/// [dev.skiff.apiserver.openapi.gnostic.GnosticV2]; what a message looks like is a table there,
/// and an element that no table knows is an error, never dropped.
@NullMarked
package dev.skiff.apiserver.openapi.gnostic;

import org.jspecify.annotations.NullMarked;
