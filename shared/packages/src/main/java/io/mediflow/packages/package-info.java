/** EHR packages as data: what a product offers and how its resources become records. No vendor's name stands in Java. */
package io.mediflow.packages;
