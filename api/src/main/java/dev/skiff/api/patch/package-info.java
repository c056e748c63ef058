/// The patches a client may send, applied to trees. Start reading at
/// [dev.skiff.api.patch.PatchResult]. A patch never changes the object it is given and knows
/// nothing of validation: its result must be decoded anew.
@NullMarked
package dev.skiff.api.patch;

import org.jspecify.annotations.NullMarked;
