"""The sample world (演示世界), all invented: two centres, six employers, forty people in every state."""
