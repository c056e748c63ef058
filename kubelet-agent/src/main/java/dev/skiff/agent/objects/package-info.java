/// ConfigMaps and Secrets that this node's pods refer to. Start reading at
/// [dev.skiff.agent.objects.ReferencedObjects].
@NullMarked
package dev.skiff.agent.objects;

import org.jspecify.annotations.NullMarked;
