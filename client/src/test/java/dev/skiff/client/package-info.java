/// Tests of the client. Start reading at [dev.skiff.client.InformerTest].
@NullMarked
package dev.skiff.client;

import org.jspecify.annotations.NullMarked;
