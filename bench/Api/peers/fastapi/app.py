"""FastAPI and SQLAlchemy: sessions of a pool, one commit per POST."""
import os
import time
import uuid

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import Column, Float, Integer, String, create_engine, event
from sqlalchemy.orm import Session, declarative_base, sessionmaker

engine = create_engine("sqlite:///" + os.environ["DATABASE"], connect_args={"check_same_thread": False})
Base = declarative_base()
Sessions = sessionmaker(bind=engine, autoflush=False)
app = FastAPI()


@event.listens_for(engine, "connect")
def set_up(connection, _):
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute("PRAGMA " + pragma)


class WishList(Base):
    __tablename__ = "lists"
    id = Column(String, primary_key=True)
    name = Column(String)


class Item(Base):
    __tablename__ = "items"
    seq = Column(Integer, primary_key=True)
    id = Column(String)
    list_id = Column(String)
    name = Column(String)
    note = Column(String)
    url = Column(String)
    price = Column(Float)
    currency = Column(String)
    quantity = Column(Integer)
    created_at = Column(Integer)


class ItemInput(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    note: str | None = Field(None, max_length=2000)
    url: str | None = Field(None, max_length=2000)
    price: float | None = None
    currency: str | None = None
    quantity: int = Field(1, ge=1, le=999)


class ItemOutput(ItemInput):
    id: str
    list_id: str
    created_at: int

    class Config:
        orm_mode = True


class Page(BaseModel):
    items: list[ItemOutput]
    next: int | None


def session():
    with Sessions() as opened:
        yield opened


@app.get("/api/lists/{list_id}/items", response_model=Page)
def get_items(list_id: str, limit: int = 50, cursor: int = 0, db: Session = Depends(session)):
    if db.get(WishList, list_id) is None:
        raise HTTPException(404)
    rows = db.query(Item).filter(Item.list_id == list_id, Item.seq > cursor).order_by(Item.seq).limit(limit + 1).all()
    return {"items": rows[:limit], "next": rows[limit - 1].seq if len(rows) > limit else None}


@app.post("/api/lists/{list_id}/items", response_model=ItemOutput, status_code=201)
def create_item(list_id: str, given: ItemInput, db: Session = Depends(session)):
    if db.get(WishList, list_id) is None:
        raise HTTPException(404)
    item = Item(id=str(uuid.uuid4()), list_id=list_id, created_at=int(time.time() * 1000), **given.dict())
    db.add(item)
    db.commit()
    db.refresh(item)
    return item
