//! A buffered writer that knows where it stands: archives ask for their position at every entry,
//! and a `BufWriter` would write out its buffer to answer.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// The bytes that are held back.
const CAPACITY: usize = 256 * 1024;

/// A buffered writer whose position costs nothing.
#[derive(Debug)]
pub(super) struct Buffered<W: Write> {
    inner: BufWriter<W>,
    position: u64,
}

impl<W: Write + Seek> Buffered<W> {
    pub(super) fn new(mut inner: W) -> io::Result<Self> {
        let position = inner.stream_position()?;
        Ok(Self {
            inner: BufWriter::with_capacity(CAPACITY, inner),
            position,
        })
    }

    /// Writes out what is held back and returns the writer below.
    pub(super) fn into_inner(self) -> io::Result<W> {
        self.inner
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
    }
}

impl<W: Write + Seek> Write for Buffered<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.position += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Write + Seek> Seek for Buffered<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if to != SeekFrom::Current(0) && to != SeekFrom::Start(self.position) {
            self.position = self.inner.seek(to)?;
        }
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn writes_where_it_was_told_to() {
        let mut writer = Buffered::new(Cursor::new(Vec::new())).unwrap();
        writer.write_all(b"hello world").unwrap();
        assert_eq!(writer.stream_position().unwrap(), 11);
        writer.seek(SeekFrom::Start(6)).unwrap();
        writer.write_all(b"there").unwrap();
        writer.seek(SeekFrom::End(0)).unwrap();
        writer.write_all(b"!").unwrap();
        assert_eq!(writer.into_inner().unwrap().into_inner(), b"hello there!");
    }
}
