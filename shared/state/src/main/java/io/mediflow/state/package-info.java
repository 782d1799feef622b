/** Everything that lasts, behind the model's ports: beans for rooms, plain constructors for everybody else. */
package io.mediflow.state;
