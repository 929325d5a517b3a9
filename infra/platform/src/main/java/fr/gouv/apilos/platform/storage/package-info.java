/**
 * The object store: streams of bytes under keys, on disk or in a bucket of S3.
 */
@NullMarked
package fr.gouv.apilos.platform.storage;

import org.jspecify.annotations.NullMarked;
