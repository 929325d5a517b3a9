/**
 * The object store: streams of bytes under keys, on disk.
 */
@NullMarked
package fr.gouv.apilos.platform.storage;

import org.jspecify.annotations.NullMarked;
