from tests.jifen_service.centres.conftest import sign_in, world

__all__ = ["sign_in", "world"]
