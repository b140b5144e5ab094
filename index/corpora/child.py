"""XLSX and Parquet read in a child process, see index/corpora/streamed.py.

The file is standard input, which can be sought in. Each frame of the answer is a JSON object: a
sheet's name, some rows, or why the file can't be read; the last is empty.
"""

import json
import os
import sys

from index.child import limit_memory, write_frame
from index.corpora.sheets import Unreadable, frames


def main() -> None:
    """Write the frames of the file, until it ends or nobody reads on."""
    limit_memory()
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"  # mimalloc claims more than the limit
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a print of a library is no answer
    with open(0, "rb", closefd=False) as file:
        try:
            for frame in frames(sys.argv[1], file):
                write_frame(answers, json.dumps(frame).encode())
            write_frame(answers, b"{}")
        except Unreadable as error:
            write_frame(answers, json.dumps({"problem": str(error)}).encode())
        except MemoryError:
            os._exit(1)  # what is left of the memory is not to be trusted
        except BrokenPipeError:
            os._exit(0)
        except Exception as error:  # noqa: BLE001  parsers raise anything on hostile files
            problem = f"is damaged or of another kind ({type(error).__name__}); save it again"
            write_frame(answers, json.dumps({"problem": problem}).encode())


if __name__ == "__main__":
    main()
