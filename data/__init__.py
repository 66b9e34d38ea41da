"""Knowledge that an expert may edit; installed as the package `myograph.data`."""
