/// What may stand in the `metadata` of any object. Start reading at
/// [dev.skiff.apiserver.registry.metadata.MetadataRules]. Texts and order are upstream's.
@NullMarked
package dev.skiff.apiserver.registry.metadata;

import org.jspecify.annotations.NullMarked;
