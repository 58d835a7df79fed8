"""Configuration → concrete parts: the only place that names them; one module for each thing that a user asks for."""
