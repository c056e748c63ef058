/// What holds for volumes, the claims on them, and the classes and drivers they come from. Start
/// reading at [dev.skiff.apiserver.registry.kinds.storage.VolumeSpecRules].
@NullMarked
package dev.skiff.apiserver.registry.kinds.storage;

import org.jspecify.annotations.NullMarked;
