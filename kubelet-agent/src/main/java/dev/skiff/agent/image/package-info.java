/// Gets images onto the node. Start reading at [dev.skiff.agent.image.ImageCheck].
@NullMarked
package dev.skiff.agent.image;

import org.jspecify.annotations.NullMarked;
