import numpy as np

from index.network import quantise


def test_each_row_fills_its_range() -> None:
    values, scales = quantise(np.array([[1, -2, 0.5], [0.1, 0, 0]], np.float32), 100)
    assert values.tolist() == [[50, -100, 25], [100, 0, 0]]
    np.testing.assert_allclose(scales, [50, 1000], rtol=1e-6)


def test_a_row_of_zeros_stays_zero() -> None:
    values, scales = quantise(np.zeros((2, 4), np.float32), 63)
    assert not values.any()
    assert np.isfinite(scales).all()


def test_what_comes_back_is_half_a_step_away_at_most() -> None:
    matrix = np.random.default_rng(0).normal(size=(8, 384)).astype(np.float32)
    values, scales = quantise(matrix, 63)
    steps = np.abs(matrix).max(axis=1) / 63
    assert (np.abs(values / scales[:, None] - matrix).max(axis=1) <= steps / 2 * 1.001).all()
